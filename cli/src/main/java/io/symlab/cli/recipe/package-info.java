/**
 * Recipes as the user names them, and their way to a lab. What stands in a recipe is read
 * elsewhere.
 */
package io.symlab.cli.recipe;
