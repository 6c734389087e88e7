entity Client "Client":
  was: Customer
  id: uuid pk
  headline: str(120) required was: title
  note: text
