entity Code "Code":
  id: uuid pk
  org: str(20) required
  code: str(20) required
