package io.symlab.actors.host;

import io.symlab.proto.Errand;
import io.symlab.proto.ErrandDone;
import java.io.IOException;
import java.util.Optional;

/** Makes errands, one after the other; each is answered before the next is asked for. */
interface ErrandTask {
  /** The next errand; none when all is done, or another has to be answered first. */
  Optional<Errand> next() throws IOException;

  /** The one that was made last has been done. */
  void answered(ErrandDone done) throws IOException;
}
