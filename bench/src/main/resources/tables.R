# Tables that R ships, as CSV files without rows that miss a value, y last: Rscript tables.R FOLDER
folder <- commandArgs(TRUE)[1]
put <- function(name, table, y) {
  table <- na.omit(table[c(setdiff(names(table), y), y)])
  write.csv(table, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}
put("airquality", airquality, "Ozone")
put("boston", MASS::Boston, "medv")
put("cpus", MASS::cpus[c("syct", "mmin", "mmax", "cach", "chmin", "chmax", "perf")], "perf")
put("quakes", quakes, "mag")
