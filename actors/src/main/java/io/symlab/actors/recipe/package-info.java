/**
 * Recipes: what a person writes ({@link io.symlab.actors.recipe.RecipeParser} reads and judges it
 * whole) and what a trial runs by ({@link io.symlab.actors.recipe.Recipe}, frozen). Every key and
 * default stands in the resource {@code recipe-reference.conf}. Nothing here runs anything.
 */
package io.symlab.actors.recipe;
