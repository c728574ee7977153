/**
 * What a lab answers, as JSON with names that stay as they are: for {@code --json} and the page.
 */
package io.symlab.actors.json;
