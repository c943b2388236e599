package io.sealstream.schemas.acl;

/**
 * One right on a running cluster that is not as the plan says.
 *
 * @param what which one and how it differs
 * @param fix  the command that mends it
 */
public record AclFault(String what, String fix) {
    @Override
    public String toString() {
        return what + "; fix: " + fix;
    }
}
