module shop

app shop "Shop"

entity Customer "Customer":
  intent: "somebody who has ordered at least once"
  id: uuid pk
  name: str(120) required
  region: str(20) required
