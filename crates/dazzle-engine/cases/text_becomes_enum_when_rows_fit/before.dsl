entity Ticket "Ticket":
  id: uuid pk
  status: text
  sort: str(20) required = "bug"
