entity Ticket "Ticket":
  id: uuid pk
  subject: str(200) required
  channel: enum[web, phone, mail]
    semantic: web=info, phone=warning, mail=neutral
