entity pump_use "Use of a pump":
  id: uuid pk
  the_pump: str(20) required unique
