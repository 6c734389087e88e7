# Insurers, invoices and payments.
module clinic.billing
use clinic.core
use clinic.patients
use clinic.scheduling
use clinic.records

entity Insurer "Insurer":
  id: str(10) pk
  name: str(120) required unique
  email: email
  website: url

entity Coverage "Coverage":
  intent: "That an insurer pays for a patient"
  id: uuid pk
  patient: ref Patient required
  insurer: ref Insurer required
  number: str(30) required
  valid_from: date required = today
  valid_until: date
  deductible: money(EUR)
  unique insurer, number
  index patient, valid_until
  invariant: valid_until >= valid_from

entity Invoice "Invoice":
  extends: Stamped
  soft_delete
  id: uuid pk
  site: ref Site
  number: str(20) required
  patient: ref Patient required
  coverage: ref Coverage
  encounter: ref Encounter
  status: enum[draft,sent,paid,overdue,written_off] required = draft
  issued_on: date
  due_on: date = today + 30d
  total: money(EUR) required
  reminder_level: int required = 0
  lines: has_many InvoiceLine cascade
  payments: has_many Payment restrict
  unique site, number
  index patient, issued_on
  index status, due_on
  invariant: status == draft or issued_on != null
    code: ISSUED
  permit:
    list: role(billing)
    update: role(billing) and status = draft

entity InvoiceLine "Invoice line":
  id: uuid pk
  invoice: ref Invoice required
  position: int required
  description: str(400) required
  quantity: decimal(8,2) required = 1.00
  price: money(EUR) required
  vat_rate: decimal(4,2) required = 0.20
  unique invoice, position

entity Payment "Payment":
  id: uuid pk
  invoice: ref Invoice required
  paid_at: datetime required = now
  amount: money(EUR) required
  method: enum[cash,card,transfer,direct_debit] required = transfer
  reference: str(60) unique?
  index invoice, paid_at
