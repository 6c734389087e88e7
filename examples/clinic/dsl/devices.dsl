# Equipment. Every device is in one table, what is special about its sort in another.
module clinic.devices
use clinic.core
use clinic.patients

entity Device "Device":
  extends: Stamped
  id: uuid pk
  serial: str(40) required unique
  maker: str(80) required
  room: ref Room
  bought_on: date
  price: money(EUR)
  next_check: date = today + 1y
  state: enum[in_use,in_repair,retired] required = in_use
  index state, next_check

entity InfusionPump "Infusion pump":
  subtype_of: Device
  max_rate: decimal(6,2) required
  channels: int required = 1

entity PatientMonitor "Patient monitor":
  subtype_of: Device
  leads: int = 5
  wireless: bool = false

entity UltrasoundUnit "Ultrasound unit":
  subtype_of: Device
  probes: json = "[]"
  software: str(20) indexed

entity DeviceLoan "Loan of a device":
  id: uuid pk
  device: ref Device required
  patient: ref Patient required
  lent_on: date required = today
  due_on: date required = today + 2w
  returned_on: date
  index patient, returned_on
  unique device, lent_on
