/**
 * Tables of numbers: reading them from .npy and .csv files, and making of them what a search learns
 * from.
 *
 * <p>Here live the readers, which stream a file into columns of doubles ({@code TableFile}, {@code
 * NpyReader}, {@code CsvReader}), the .npy writer, and the choice of which column is what and which
 * row serves for what ({@code Dataset}, {@code Split}). Whatever is wrong with a file is a {@code
 * TableException} that names the file, the place in it, and the way out. Nothing here evolves
 * anything.
 */
package io.symlab.symbolic.table;
