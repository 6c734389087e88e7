entity Wide "Wide":
  id: uuid pk
  t01: str(80) was: s01
  s02: text
  s04: str(20) = "none"
  s05: str(20)
  s06: str(20)
  s07: str(20)
  s08: str(20)
  s09: str(20)
  s10: str(20)
  i01: int = 1
  i02: int required
  i03: str(12)
  i04: int
  i05: int
  i06: int
  i07: int
  i08: int
  i09: int
  i10: int
  d01: decimal(8,2)
  d02: decimal(8,2)
  d03: decimal(12,2)
  d04: decimal(8,2)
  d05: decimal(8,2)
  d06: decimal(8,2)
  d07: decimal(8,2)
  d08: decimal(8,2)
  d09: decimal(8,2)
  b01: bool
  b02: bool
  b03: bool
  b04: bool
  b05: bool = false
  b06: bool
  b07: bool
  b08: bool
  b09: bool
  b10: bool
  b40: bool required = true
  day: date = today
  unique t01, i02
  index i03, d03
