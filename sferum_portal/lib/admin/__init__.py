"""What every register of the admin is made of. Imports no app."""
