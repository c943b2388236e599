/** Who may do what on the brokers of a cluster: the one table of rights, and the tool that puts it up and checks it. */
@NullMarked
package io.sealstream.schemas.acl;

import org.jspecify.annotations.NullMarked;
