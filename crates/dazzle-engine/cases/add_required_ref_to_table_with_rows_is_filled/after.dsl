entity Team "Team":
  id: uuid pk
  name: str(80) required
  tickets: has_many Ticket restrict

entity Ticket "Ticket":
  id: uuid pk
  subject: str(80) required
  team: ref Team required
  index team, subject
