entity Client "Client":
  was: Customer
  id: uuid pk
  headline: str(80) required was: title
  total: money(EUR) was: sum
