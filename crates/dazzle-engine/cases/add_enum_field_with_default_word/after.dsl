entity Ticket "Ticket":
  id: uuid pk
  subject: str(200) required
  status: enum[new,open,closed]=new
  priority: enum[low,normal,high] required = normal
