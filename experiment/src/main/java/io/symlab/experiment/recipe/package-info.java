/**
 * Recipes: what a person writes ({@link io.symlab.experiment.recipe.RecipeParser} reads and judges
 * it whole) and what a trial runs by ({@link io.symlab.experiment.recipe.Recipe}, frozen). Every
 * key and default stands in the resource {@code recipe-reference.conf}. Nothing here runs anything.
 */
package io.symlab.experiment.recipe;
