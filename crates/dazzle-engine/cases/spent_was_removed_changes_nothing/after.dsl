entity Client "Client":
  id: uuid pk
  headline: str(80) required
