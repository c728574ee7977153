package io.symlab.cli.client;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;

/**
 * Finds everything that its parent finds but what an actor system looks for in all libraries: their
 * {@code reference.conf}, which a client's settings have in them already, and their manifests, to
 * compare versions that the build has pinned. Opening every jar costs a client dearly.
 */
final class FewResources extends ClassLoader {
  private static final Set<String> SPARED = Set.of("reference.conf", "META-INF/MANIFEST.MF");

  FewResources(ClassLoader parent) {
    super(parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return SPARED.contains(name) ? Collections.emptyEnumeration() : super.getResources(name);
  }
}
