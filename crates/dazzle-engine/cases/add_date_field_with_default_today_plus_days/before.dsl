entity Loan "Loan":
  id: uuid pk
  book: str(80) required
