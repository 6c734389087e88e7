entity Code "Code":
  id: uuid pk
  org: str(20) required
  code: str(20) required
  version: int required = 1
  unique org, code, version
