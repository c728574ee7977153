/**
 * The lab in a browser: a page, the JSON interface that it lives on, and figures for Prometheus.
 * Asks the lab's endpoint as every client does; nothing of this is loaded before somebody asks for
 * the page.
 */
package io.symlab.page;
