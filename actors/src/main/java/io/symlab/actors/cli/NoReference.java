package io.symlab.actors.cli;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Finds everything that its parent finds but the libraries' {@code reference.conf}. For an actor
 * system whose settings have them already: it would read and merge them all again.
 */
final class NoReference extends ClassLoader {
  NoReference(ClassLoader parent) {
    super(parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals("reference.conf")
        ? Collections.emptyEnumeration()
        : super.getResources(name);
  }
}
