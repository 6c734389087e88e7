# Who sees whom, when and where.
module clinic.scheduling
use clinic.core
use clinic.patients

entity Appointment "Appointment":
  extends: Stamped
  id: uuid pk
  patient: ref Patient required
  practitioner: ref Practitioner required
  room: ref Room
  starts_at: datetime required
  minutes: int required = 15
  status: enum[booked,confirmed,arrived,done,cancelled,no_show] required = booked
    semantic: booked=neutral, confirmed=info, arrived=warning, done=success, cancelled=danger, no_show=danger
  reason: text
  follow_up_of: ref Appointment
  unique practitioner, starts_at
  index practitioner, status, starts_at
  index patient, starts_at
  invariant: minutes > 0 and minutes <= 240
    code: LENGTH
  transitions:
    booked -> confirmed: role(reception)
    confirmed -> arrived: role(reception)
    arrived -> done: role(doctor)
    booked -> cancelled
  publish AppointmentBooked when created
  permit:
    list: role(reception) or role(doctor)

entity OpeningHours "Opening hours":
  id: uuid pk
  site: ref Site required
  weekday: int required
  opens: str(5) required = "08:00"
  closes: str(5) required = "18:00"
  unique site, weekday, opens
  invariant: weekday >= 1 and weekday <= 7
    code: WEEKDAY
