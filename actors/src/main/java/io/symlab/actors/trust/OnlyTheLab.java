package io.symlab.actors.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Believes the lab that gave a token and nobody else, a worker of the same lab included. When its
 * certificate begins and ends is not asked: this machine's clock may be off, which the lab will say
 * in words.
 */
final class OnlyTheLab implements X509TrustManager {
  private final Token token;

  OnlyTheLab(Token token) {
    this.token = token;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    if (chain.length != 2 || !token.isFrom(chain[1])) {
      throw new CertificateException("it has another authority");
    }
    try {
      chain[0].verify(chain[1].getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("its certificate is not signed by its authority", e);
    }
    if (!chain[0].getSubjectX500Principal().getName().equals("CN=" + Place.LAB)) {
      throw new CertificateException("it is a worker of the lab, not the lab");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("nobody calls a worker that joins");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
