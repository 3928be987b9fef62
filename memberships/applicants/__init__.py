"""The applicant's side of a join request: the forms, the loaders, the cards and the receipt."""
