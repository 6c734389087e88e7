archetype Period:
  starts: date
  ends: date
  invariant: ends >= starts
    code: PERIOD

entity Visit "Visit":
  extends: Period
  id: uuid pk

entity Lease "Lease":
  extends: Period
  id: uuid pk
