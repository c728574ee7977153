package io.symlab.experiment.report.chart;

/** Text inside a page or a picture. */
public final class Xml {
  private Xml() {}

  /** The text with the letters that mean something to XML written as entities. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
