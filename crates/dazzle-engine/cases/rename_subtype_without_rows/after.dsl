entity Device "Device":
  id: uuid pk

entity SyringePump "Syringe pump":
  was: InfusionPump
  subtype_of: Device
  max_rate: decimal(6,2)
