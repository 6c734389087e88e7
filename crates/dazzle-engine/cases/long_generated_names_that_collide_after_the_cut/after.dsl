entity MonthlyConsumptionReportOfThermalPowerStations "Report":
  id: uuid pk
  total_primary_energy_in_megawatt_hours_gross: decimal(12,2) unique
  total_primary_energy_in_megawatt_hours_net: decimal(12,2) unique
  station_operator_at_the_beginning_of_the_month: ref Operator
  station_operator_at_the_beginning_of_the_year: ref Operator
  station_operator_at_the_beginning_of_the_week: ref Operator
  index total_primary_energy_in_megawatt_hours_gross
  index total_primary_energy_in_megawatt_hours_net
  unique station_operator_at_the_beginning_of_the_year, total_primary_energy_in_megawatt_hours_net

entity Operator "Operator":
  id: uuid pk
