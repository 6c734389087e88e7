module helpdesk.screens
use helpdesk

surface ticket_list "Tickets":
  uses entity Ticket
  mode: list
  section main:
    field subject "Subject"
    field status "Status"
    field priority "Priority"
    field agent "Agent"
  ux:
    purpose: "See what is open"
    sort: priority desc, created_at asc
    filter: status, priority

surface ticket_edit "Ticket":
  uses entity Ticket
  mode: edit
  section main:
    field subject "Subject"
    field body "Message"
    field agent "Agent"

workspace desk "Desk":
  purpose: "What waits for an answer"
  open_tickets:
    source: Ticket
    filter: status = open
    limit: 20
  by_priority:
    source: Ticket
    aggregate:
      high: count(Ticket where priority = high)
