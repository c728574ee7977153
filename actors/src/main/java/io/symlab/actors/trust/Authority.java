package io.symlab.actors.trust;

import com.google.protobuf.ByteString;
import io.symlab.experiment.files.AtomicFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lab's own authority: signs one certificate per process of its cluster, for the name and the
 * address of that process. Private keys never leave the machine that made them.
 */
final class Authority {
  private static final String ISSUER = "authority";
  private static final String NODE = "node";
  private static final byte[] NOTHING = {};

  /** Ten years: who is to leave sooner is removed by name. */
  private static final String DAYS = "3650";

  private final ClusterFolder folder;
  private final Keytool keytool;

  Authority(ClusterFolder folder) {
    this.folder = folder;
    this.keytool = new Keytool(folder);
  }

  /** Makes the authority, and the lab's own certificate. */
  void make(String host) throws IOException {
    folder.make();
    Files.deleteIfExists(folder.authority());
    keytool.run(
        folder.authority(),
        NOTHING,
        words(
            "-genkeypair -alias authority -keyalg EC -groupname secp256r1 -dname CN=symlab-authority"
                + " -ext bc:c=ca:true,pathlen:0 -ext ku:c=keyCertSign,cRLSign -startdate -1d"
                + " -validity "
                + DAYS));
    accept(sign(request(), Place.LAB, host));
  }

  /** A new key for this process; what an authority is to sign. */
  byte[] request() throws IOException {
    folder.make();
    Files.deleteIfExists(folder.keys());
    keytool.run(
        folder.keys(),
        NOTHING,
        words("-genkeypair -alias node -keyalg EC -groupname secp256r1 -dname CN=node"));
    return keytool.run(folder.keys(), NOTHING, words("-certreq -alias node"));
  }

  /**
   * Signs.
   *
   * @param request PKCS#10; only its key is taken from it, and that its sender has that
   * @param host address or name of the process's host
   * @return its certificate, then the authority's
   */
  List<X509Certificate> sign(byte[] request, String name, String host) throws IOException {
    String san = (Addresses.isNumeric(host) ? "ip:" : "dns:") + host;
    byte[] signed =
        keytool.run(
            folder.authority(),
            request,
            words(
                "-gencert -rfc -alias authority -startdate -1d -validity "
                    + DAYS
                    + " -dname CN="
                    + name
                    + " -ext san="
                    + san
                    + " -ext ku:c=digitalSignature -ext eku=serverAuth,clientAuth"));
    return List.of(certificate(signed), certificate());
  }

  /** The authority's own. */
  X509Certificate certificate() throws IOException {
    try {
      return (X509Certificate) store(folder.authority()).getCertificate(ISSUER);
    } catch (GeneralSecurityException e) {
      throw new IOException("can't read " + folder.authority(), e);
    }
  }

  /** Puts what was signed beside this process's key. */
  void accept(List<X509Certificate> chain) throws IOException {
    try {
      char[] password = folder.password().toCharArray();
      KeyStore store = store(folder.keys());
      Key key = store.getKey(NODE, password);
      store.setKeyEntry(NODE, key, password, chain.toArray(Certificate[]::new));
      store.setCertificateEntry(ISSUER, chain.get(1));
      var bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      AtomicFiles.write(folder.keys(), bytes.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("can't keep a certificate in " + folder.keys(), e);
    }
  }

  /** Remembers whom it has let in. */
  void keep(String name, X509Certificate certificate) throws IOException {
    Files.createDirectories(folder.workers());
    AtomicFiles.write(folder.workers().resolve(name + ".crt"), bytes(certificate).toByteArray());
  }

  /** Those that it has let in and that were not removed, by name. */
  Map<String, X509Certificate> workers() throws IOException {
    var known = new TreeMap<String, X509Certificate>();
    if (Files.isDirectory(folder.workers())) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.workers(), "*.crt")) {
        for (Path file : files) {
          String name = file.getFileName().toString();
          known.put(
              name.substring(0, name.length() - ".crt".length()),
              certificate(Files.readAllBytes(file)));
        }
      }
    }
    return known;
  }

  /** Its certificate holds no more. */
  void revoke(String name) throws IOException {
    X509Certificate certificate = workers().get(name);
    if (certificate != null) {
      folder.revoke(List.of(serial(certificate)));
      Files.delete(folder.workers().resolve(name + ".crt"));
    }
  }

  static ByteString bytes(X509Certificate certificate) throws IOException {
    try {
      return ByteString.copyFrom(certificate.getEncoded());
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  static X509Certificate certificate(byte[] bytes) throws IOException {
    try {
      var in = new ByteArrayInputStream(bytes);
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException e) {
      throw new IOException("no certificate: " + e.getMessage(), e);
    }
  }

  private KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, folder.password().toCharArray());
    }
    return store;
  }

  private static String[] words(String line) {
    return line.split(" ");
  }
}
