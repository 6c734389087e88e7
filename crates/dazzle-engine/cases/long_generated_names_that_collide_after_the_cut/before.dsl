entity MonthlyConsumptionReportOfThermalPowerStations "Report":
  id: uuid pk
  total_primary_energy_in_megawatt_hours_gross: decimal(12,2)
  total_primary_energy_in_megawatt_hours_net: decimal(12,2)
  station_operator_at_the_beginning_of_the_month: ref Operator
  station_operator_at_the_beginning_of_the_year: ref Operator
  index total_primary_energy_in_megawatt_hours_gross
  unique station_operator_at_the_beginning_of_the_month, total_primary_energy_in_megawatt_hours_gross

entity Operator "Operator":
  id: uuid pk
