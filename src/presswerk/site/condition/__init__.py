"""How the newspaper is: judged in one place for `presswerk doctor`, the editor's first screen and the mail.

Here are figures and states without words, because the doctor has to speak where Django cannot be loaded.
"""
