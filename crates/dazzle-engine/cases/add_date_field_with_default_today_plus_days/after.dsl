entity Loan "Loan":
  id: uuid pk
  book: str(80) required
  due: date = today + 7d
