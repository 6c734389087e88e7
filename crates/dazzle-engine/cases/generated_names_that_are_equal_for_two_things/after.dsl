entity A "A":
  id: uuid pk
  b_c: int indexed unique
  b_d: ref A
  b_e: enum[x, y, z]

entity A_b "A_b":
  id: uuid pk
  c: int indexed unique
  d: ref A
  e: enum[x, y, z]

entity ix_A_b_c "Named like an index":
  id: uuid pk
  c: int indexed
