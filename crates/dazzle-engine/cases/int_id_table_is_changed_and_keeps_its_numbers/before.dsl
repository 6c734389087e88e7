entity Visit "Visit":
  id: int pk
  note: str(20) required

entity Bill "Bill":
  id: int
  visit: ref Visit required
