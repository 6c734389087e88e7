entity Visit "Visit":
  id: int pk
  note: text required
  day: date required = today

entity Bill "Bill":
  id: int
  visit: ref Visit required
  total: decimal(8,2) required = 0.00
