"""Getting acquainted: who is asked, who has not yet, and the sheet on paper."""
