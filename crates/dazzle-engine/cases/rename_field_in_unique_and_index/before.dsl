entity Code "Code":
  id: uuid pk
  org: str(20) required
  code: str(20) required unique
  kept: int indexed
  unique org, code
  index code, kept
