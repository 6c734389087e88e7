entity A "A":
  id: uuid pk
  b_c: int
  b_d: ref A
  b_e: enum[x, y]

entity A_b "A_b":
  id: uuid pk
  c: int
  d: ref A
  e: enum[x, y]
