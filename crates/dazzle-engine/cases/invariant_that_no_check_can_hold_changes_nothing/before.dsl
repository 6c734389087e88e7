entity Case "Case":
  id: uuid pk
  due: date
  owner: ref Case
  name: str(20)
