entity Employee "Employee":
  was: Person
  id: uuid pk
  full_name: str(120) required unique was: name
  manager: ref Employee was: boss
