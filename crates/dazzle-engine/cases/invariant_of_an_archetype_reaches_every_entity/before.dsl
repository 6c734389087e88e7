archetype Period:
  starts: date
  ends: date

entity Visit "Visit":
  extends: Period
  id: uuid pk

entity Lease "Lease":
  extends: Period
  id: uuid pk
