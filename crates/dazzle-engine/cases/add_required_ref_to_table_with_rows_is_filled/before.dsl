entity Team "Team":
  id: uuid pk
  name: str(80) required

entity Ticket "Ticket":
  id: uuid pk
  subject: str(80) required
