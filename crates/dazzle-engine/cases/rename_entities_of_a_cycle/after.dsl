entity Squad "Squad":
  was: Team
  id: uuid pk
  lead: ref Member

entity Member "Member":
  was: Person
  id: uuid pk
  squad: ref Squad was: team
