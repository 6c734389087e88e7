entity Counter "Counter":
  id: int pk
  name: str(20) required

entity Currency "Currency":
  id: str(3) pk
  name: str(20) required

entity Code "Code":
  code: str(8) pk
  note: text
