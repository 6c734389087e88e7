entity Ticket "Ticket":
  id: uuid pk
  status: enum[open, closed]
  sort: enum[bug, wish] required = bug
