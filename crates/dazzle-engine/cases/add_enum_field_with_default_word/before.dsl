entity Ticket "Ticket":
  id: uuid pk
  subject: str(200) required
