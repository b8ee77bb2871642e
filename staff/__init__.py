"""The sign-in of staff: two steps, a lock after repeated failure, an audit.

    site            Django's admin site behind it
    views           its steps, and the page on which staff keep their second factor
    forms           those of the steps and of accounts
    pending         between the steps: the password was right, nobody is signed in yet
    second_factor   of whom it is asked, and the means to give it
    locking         the lock: when it falls, until when, and what is answered meanwhile
    sessions        how long a session lasts
    middleware      who is signed in, by every factor asked
    unsent          what was sent when a session had ended, kept until its sender is back
    passwords       that a password was set, by whichever road
    receivers       what Django says of sign-ins
    audit           writes down what happens
    models          what it wrote
    roles           what a member of staff is
    admin           the pages about accounts and the audit
    apps            what begins with the process

What staff may do with the data, once they are in, is said in `jurisdictions.editing`.
"""
